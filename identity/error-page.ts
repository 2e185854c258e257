import type { ProviderContext } from 'oidc-provider';
import { html, pageHeaders, pageOf } from './page.ts';

/** The page for a person whose request cannot be sent back to an app; programs get the same members as JSON. */
export const errorPage = (context: ProviderContext, error: Readonly<Record<string, unknown>>): void => {
  const { error: code, error_description: description = '' } = error;
  for (const [name, value] of Object.entries(pageHeaders())) context.set(name, value);
  context.body = pageOf({
    title: 'This request cannot be completed',
    body: html`
      <p>The app that sent you here has asked in a way that we cannot answer. Nothing has been shared with it.</p>
      <p>${String(description)}</p>
      <p><code>${String(code)}</code></p>
    `,
  });
};
