import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { seal, unseal, type KeyRing } from '../../kernel/seal.ts';
import { html, pageHeaders, pageOf, type Html, type Page } from '../page.ts';
import type { Cookies } from './cookies.ts';

export type Forms = {
  /** Sends a page. */
  readonly show: (reply: FastifyReply, status: number, page: Page) => FastifyReply;
  /** A hidden field that only this browser can send back; sets the cookie that it belongs to, where there is none. */
  readonly token: (request: FastifyRequest, reply: FastifyReply) => Html;
  /** The fields of a form that was sent from one of our own pages in this browser; undefined where it was not. */
  readonly read: (request: FastifyRequest) => URLSearchParams | undefined;
};

/** Nothing that is typed into our forms is longer. */
const bodyLimit = 16_384;

/**
 * Forms that no other site can send in somebody's name, signing in included: who were signed in to a stranger's account
 * would write into it what is theirs. The browser says which page a form comes from (Fetch Metadata, Origin), and a
 * token in the form belongs to a cookie. OWASP: Cross-Site Request Forgery Prevention
 */
export const openForms = (baseUrl: string, cookies: Cookies, keys: KeyRing): Forms => {
  const { origin } = new URL(baseUrl);

  const isOurs = ({ headers, host }: FastifyRequest): boolean => {
    const site = headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
    // A development machine has several names; whatever it was called by, the form comes from there too.
    return headers.origin === undefined || headers.origin === origin || headers.origin === `http://${host}`;
  };

  return {
    show: (reply, status, page) => reply.code(status).headers(pageHeaders(page)).send(pageOf(page)),
    token: (request, reply) => {
      const known = cookies.read(request.headers.cookie, 'form');
      const browser = known !== undefined && browserForm.test(known) ? known : randomBytes(32).toString('base64url');
      if (browser !== known) void reply.header('set-cookie', cookies.write('form', browser));
      return html`<input type="hidden" name="form" value="${seal(keys, 'form', browser)}" />`;
    },
    read: (request) => {
      const fields = request.body instanceof URLSearchParams ? request.body : undefined;
      const browser = cookies.read(request.headers.cookie, 'form');
      if (fields === undefined || browser === undefined || !isOurs(request)) return undefined;
      return unseal(keys, 'form', fields.get('form') ?? '') === browser ? fields : undefined;
    },
  };
};

/** Teaches a Fastify scope to read forms and nothing else, and to say what went wrong on a page. */
export const formsOnly = (app: FastifyInstance, { show }: Forms): void => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit },
    (_request, body, done) => {
      done(null, new URLSearchParams(String(body)));
    },
  );
  app.setErrorHandler((error: { readonly statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) request.log.error({ error }, 'identity: a page failed');
    return show(reply, status, {
      title: status >= 500 ? 'Something went wrong' : 'This cannot be read',
      body: status >= 500 ? html`<p>It is not your fault. Please try again.</p>` : html`<p>${saying(status)}</p>`,
    });
  });
};

export const notOurForm: Page = {
  title: 'This form has expired',
  body: html`<p>
    It was not sent from a page of ours in this browser, or that page is too old, or cookies are switched off. Nothing
    has been done. Please go back, load the page again and try once more.
  </p>`,
};

/** A path of our own to lead on to; anything else is forgotten. Browsers read `//host`, `/\host` and `/<tab>/host` as another site. */
export const ownPath = (raw: string | null | undefined): string | undefined => {
  if (raw == null || !/^\/(?![/\\])[\x21-\x7e]*$/.test(raw) || raw.length > 4_096) return undefined;
  const base = 'http://own.invalid';
  const url = URL.canParse(raw, base) ? new URL(raw, base) : undefined;
  // Once more after `/..` and its like have been resolved, and in the form in which it was checked.
  const path = url?.origin === base ? `${url.pathname}${url.search}${url.hash}` : '';
  return /^\/(?![/\\])/.test(path) ? path : undefined;
};

/** A query parameter that is there once. */
export const valueOf = ({ query }: FastifyRequest, name: string): string | undefined => {
  const value = (query as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : undefined;
};

const browserForm = /^[\w-]{43}$/;

const saying = (status: number): string =>
  status === 413
    ? 'That is far more than anybody types into this form.'
    : 'This page takes what its own form sends, and nothing else.';
