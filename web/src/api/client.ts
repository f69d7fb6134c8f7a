// One door to the service: headers, problems as errors, and the key that makes a retry harmless.

import type { List } from "./types";

export const apiRoot = "/api/v1";

/// A refusal by the service, or its silence (status 0).
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly current: unknown = undefined,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(detail || title);
  }
  /// Whether sending the same again may help.
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/// Random, unlike `crypto.randomUUID` also where the page came over plain HTTP.
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

type Method = "GET" | "POST" | "PATCH" | "DELETE";
type SignedOut = () => void;
let onSignedOut: SignedOut = () => {};
export function whenSignedOut(call: SignedOut): void {
  onSignedOut = call;
}

async function problemOf(response: Response): Promise<Problem> {
  const body: Record<string, unknown> = await response.json().catch(() => ({}));
  const retryAfter = Number(response.headers.get("Retry-After"));
  return new Problem(
    response.status,
    typeof body["title"] === "string" ? body["title"] : response.statusText,
    typeof body["detail"] === "string" ? body["detail"] : "The service could not do this.",
    body["current"],
    retryAfter > 0 ? retryAfter : null,
  );
}

export interface SendOptions { key?: string; keepalive?: boolean; quiet?: boolean }

export async function request<T>(
  method: Method, path: string, body?: unknown, options: SendOptions = {},
): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (method !== "GET") headers["X-Lockbox"] = "1";
  if (method === "POST") headers["Idempotency-Key"] = options.key ?? newIdempotencyKey();
  const init: RequestInit = { method, headers, credentials: "same-origin" };
  if (options.keepalive) init.keepalive = true;
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
    init.body = JSON.stringify(body);
  }
  let response: Response;
  try {
    response = await fetch(apiRoot + path, init);
  } catch {
    throw new Problem(0, "No answer", "The service does not answer. Check the network, then retry.");
  }
  if (!response.ok) {
    const problem = await problemOf(response);
    if (problem.status === 401 && !options.quiet) onSignedOut();
    throw problem;
  }
  return (response.status === 204 ? undefined : await response.json()) as T;
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/// A POST that is repeated under one key while the service is silent or busy.
export async function post<T>(path: string, body: unknown = {}, tries = 3): Promise<T> {
  const key = newIdempotencyKey();
  for (let attempt = 1; ; ++attempt) {
    try {
      return await request<T>("POST", path, body, { key });
    } catch (error) {
      if (!(error instanceof Problem) || !error.isPassing || attempt >= tries) throw error;
      if (error.status === 429) throw error;
      await pause(400 * attempt);
    }
  }
}

export const get = <T>(path: string) => request<T>("GET", path);

/// "?a=1&b=2" of the values that are given.
export function query(values: Record<string, string | number | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    if (value !== null && value !== undefined && value !== "") search.set(name, String(value));
  const text = search.toString();
  return text ? `?${text}` : "";
}

/// All pages of a list as one.
export async function whole<T, Page extends List<T> = List<T>>(
  path: string, asked: Parameters<typeof query>[0] = {},
): Promise<Page> {
  let page = await get<Page>(`${path}${query({ ...asked, limit: 200 })}`);
  const items = page.items;
  while (page.next !== null) {
    page = await get<Page>(`${path}${query({ ...asked, limit: 200, cursor: page.next })}`);
    items.push(...page.items);
  }
  return { ...page, items };
}
