import { ask, type Reply } from './outside.ts';

/** A browser as far as signing in goes: keeps cookies for one site, follows nothing by itself, fills in forms. */
export type Browser = {
  readonly cookies: Map<string, string>;
  readonly get: (path: string) => Promise<Reply>;
  /** Loads the page, fills in the form that is posted to `action`, and sends it with the hidden fields that it has. */
  readonly submit: (page: string, action: string, fields?: Readonly<Record<string, string>>) => Promise<Reply>;
  readonly post: (path: string, fields: URLSearchParams | string, headers?: Sent) => Promise<Reply>;
};

type Sent = Readonly<Record<string, string>>;

export const browser = (base: string, { headers = {} }: { readonly headers?: Sent } = {}): Browser => {
  const cookies = new Map<string, string>();
  const run = async (method: string, path: string, asked: { headers?: Sent; body?: string } = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const reply = await ask(new URL(path, base).href, method, {
      ...asked,
      headers: { ...headers, ...(cookie === '' ? {} : { cookie }), ...asked.headers },
    });
    for (const line of reply.headers.getSetCookie()) keep(cookies, line);
    return reply;
  };
  const post: Browser['post'] = (path, fields, more = {}) =>
    run('POST', path, {
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: base, ...more },
      body: String(fields),
    });
  return {
    cookies,
    get: (path) => run('GET', path),
    post,
    submit: async (page, action, fields = {}) => {
      const { text } = await run('GET', page);
      return post(action, new URLSearchParams({ ...hiddenFields(text, action), ...fields }));
    },
  };
};

/** The hidden fields of the form on a page that is posted to `action`. */
export const hiddenFields = (page: string, action: string): Readonly<Record<string, string>> => {
  const form = page.split('<form').find((part) => part.includes(`action="${action}"`));
  if (form === undefined) throw new Error(`There is no form for ${action} on this page.\n${page}`);
  const inputs = form.split('</form>')[0]?.match(/<input[^>]*type="hidden"[^>]*>/g) ?? [];
  return Object.fromEntries(inputs.map((input) => [attribute(input, 'name'), attribute(input, 'value')]));
};

const attribute = (tag: string, name: string): string =>
  (new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '').replace(/&#(\d+);/g, (_, code: string) =>
    String.fromCharCode(Number(code)),
  );

const keep = (cookies: Map<string, string>, line: string): void => {
  const [pair = '', ...attributes] = line.split('; ');
  const at = pair.indexOf('=');
  if (attributes.includes('Max-Age=0')) cookies.delete(pair.slice(0, at));
  else cookies.set(pair.slice(0, at), pair.slice(at + 1));
};
