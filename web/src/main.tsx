import { render } from "preact";
import { App } from "./app";
import { startRouter } from "./router";
import { startSettings } from "./settings";
import { startKeyboard } from "./ui/keyboard";

startSettings();
startRouter();
startKeyboard();
const root = document.getElementById("app");
if (root) render(<App />, root);
