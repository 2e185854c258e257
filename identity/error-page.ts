import type { ProviderContext } from 'oidc-provider';

/** The page for a person whose request cannot be sent back to an app; programs get the same members as JSON. */
export const errorPage = (context: ProviderContext, error: Readonly<Record<string, unknown>>): void => {
  const { error: code, error_description: description = '' } = error;
  context.type = 'html';
  context.body = [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>This request cannot be completed</title></head>',
    '<body><h1>This request cannot be completed</h1>',
    `<p>${escaped(description)}</p><p><code>${escaped(code)}</code></p></body></html>`,
  ].join('\n');
};

const escaped = (text: unknown): string =>
  String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
