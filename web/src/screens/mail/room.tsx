// The screens of mail and paper, fetched together when one of them is opened.
export { Custody } from "./custody";
export { Instructions } from "./instructions";
export { MailLog } from "./mail_log";
export { UnitScreen } from "./unit";
