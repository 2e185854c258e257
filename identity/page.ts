import { createHash } from 'node:crypto';

/** Text that is HTML already. Only `html` makes it, so that nothing a caller sent can become markup. */
export class Html {
  readonly #markup: string;

  constructor(strings: readonly string[], values: readonly Shown[]) {
    this.#markup = strings.map((text, place) => `${text}${markupOf(values[place])}`).join('');
  }

  toString(): string {
    return this.#markup;
  }
}

type Shown = Html | string | number | undefined | readonly Html[];

/** A template of HTML: what is put into it is shown as text, unless it was made by `html` itself. */
export const html = (strings: TemplateStringsArray, ...values: readonly Shown[]): Html => new Html(strings, values);

export type Page = {
  readonly title: string;
  readonly body: Html;
  /**
   * Whether a form on this page may end at another site: browsers apply `form-action` to redirects too, and signing in or
   * consenting may lead straight back to an app. CSP Level 3 §6.4.2.2
   */
  readonly leaves?: boolean;
};

/** A whole page: one stylesheet, no script, and nothing from anywhere else. */
export const pageOf = ({ title, body }: Page): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${markupOf(title)} · Tributary</title>
<style>${style}</style>
</head>
<body>
<header><p>Tributary</p></header>
<main>
<h1>${markupOf(title)}</h1>
${body.toString()}
</main>
</body>
</html>
`;

/** What goes with every page. A page that somebody is signed in to is nobody else's, so it is never kept. */
export const pageHeaders = ({ leaves = false }: Pick<Page, 'leaves'> = {}): Readonly<Record<string, string>> => ({
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(leaves ? [] : ["form-action 'self'"]),
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Not `no-referrer`: it would make browsers send `Origin: null` with our own forms. Fetch §3.2
  'referrer-policy': 'same-origin',
});

const markupOf = (value: Shown): string => {
  if (value === undefined) return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'object') return value.map((part) => part.toString()).join('\n');
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
};

const style = `
:root { color-scheme: light; --ink: #212b32; --paper: #f0f4f5; --blue: #005eb8; --green: #007f3b; --red: #d5281b }
* { box-sizing: border-box }
body { margin: 0; font: 1.0625rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
header { background: var(--blue); color: #fff }
header p { max-width: 34rem; margin: 0 auto; padding: .75rem 1.25rem; font-weight: 700; font-size: 1.25rem }
main { max-width: 34rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem }
a { color: var(--blue) }
label { display: block; font-weight: 600; margin-top: 1rem }
.hint { color: #4c6272; margin: 0 }
select, input:not([type=hidden]):not([type=checkbox]):not([type=radio]) { display: block; width: 100%; min-height: 2.75rem; margin-top: .25rem; padding: .5rem; font: inherit; border: 2px solid #4c6272; border-radius: 0 }
input[readonly] { background: var(--paper); border-style: dashed }
button, a.button { display: inline-block; min-height: 2.75rem; margin: 1.5rem .5rem 0 0; padding: .625rem 1.25rem; font: inherit; font-weight: 600; text-decoration: none; color: #fff; background: var(--green); border: 0; border-radius: 4px; cursor: pointer }
a.button { background: var(--blue) }
button.quiet { color: var(--ink); background: #d8dde0 }
:focus-visible { outline: 4px solid #ffeb3b; outline-offset: 0; box-shadow: inset 0 0 0 2px var(--ink) }
.error { margin: 0 0 1.5rem; padding: 1rem; border: 4px solid var(--red); background: #fff }
.error p { margin: 0 }
.note { margin: 1rem 0; padding: 1rem; border-left: 8px solid var(--blue); background: #fff }
.note p { margin: 0 }
h3 { font-size: 1.0625rem; margin: 1.5rem 0 .25rem }
code { font-size: 1rem; overflow-wrap: anywhere }
hr { margin: 2rem 0 0; border: 0; border-top: 1px solid #aeb7bd }
`;

const styleHash = createHash('sha256').update(style).digest('base64');
