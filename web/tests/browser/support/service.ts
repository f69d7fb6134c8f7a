// A service of the demonstration for one test alone, in a folder of its own.
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Service { url: string; secret: string; folder: string; stop: () => Promise<void> }

const startMs = 60_000;
const stopMs = 10_000;

/// What the program says up to the line that names its address.
function greeting(program: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const fail = (why: string) => reject(new Error(`lockbox demo ${why}: ${said}`));
    const timer = setTimeout(() => fail("did not begin to serve in time"), startMs);
    const hear = (piece: Buffer) => {
      said += piece.toString();
      if (!/^Open \S+ /m.test(said)) return;
      clearTimeout(timer);
      resolve(said);
    };
    program.stdout?.on("data", hear);
    program.stderr?.on("data", hear);
    program.once("error", (error) => { clearTimeout(timer); fail(error.message); });
    program.once("exit", (code) => { clearTimeout(timer); fail(`ended with ${code}`); });
  });
}

async function end(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => program.once("exit", () => resolve()));
  program.kill("SIGTERM");
  const timer = setTimeout(() => program.kill("SIGKILL"), stopMs);
  await gone;
  clearTimeout(timer);
}

export async function startDemo(path: string): Promise<Service> {
  const work = mkdtempSync(join(tmpdir(), "lockbox-day-"));
  const folder = join(work, "office");
  const program = spawn(path, ["demo", "--folder", folder, "--port", "0"], { stdio: ["ignore", "pipe", "pipe"] });
  // A test runner that is stopped leaves no service behind.
  const kill = () => { program.kill("SIGKILL"); };
  process.once("exit", kill);
  const stop = async () => {
    await end(program);
    process.off("exit", kill);
    rmSync(work, { recursive: true, force: true });
  };
  try {
    const said = await greeting(program);
    const url = /^Open (\S+) /m.exec(said)?.[1] ?? "";
    const secret = /password "(.*)" as$/m.exec(said)?.[1] ?? "";
    return { url, secret, folder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
