/** The six states of the design: each has one colour and one shape; the word stands beside it. */
export type State = "ok" | "warn" | "stop" | "do" | "held" | "wait";
