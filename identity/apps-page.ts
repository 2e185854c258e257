import type { GrantedApp } from './app-grant.store.ts';
import { html, type Html, type Page } from './page.ts';
import { dayOf, wordsOf } from './scope-words.ts';

type Apps = {
  readonly apps: readonly GrantedApp[];
  /** The field that shows the form to be ours. */
  readonly token: Html;
  /** Whether one was taken back a moment ago. */
  readonly done: boolean;
};

/** Where a person takes back what they let an app do: as easily as it was given. UK GDPR article 7(3) */
export const appsPage = ({ apps, token, done }: Apps): Page => ({
  title: 'Apps that may act for you',
  body: html`
    ${done ? takenBack : undefined}
    ${
      apps.length === 0
        ? html`<p>You let no app act for you. When an app asks you to, and you allow it, it is listed here.</p>`
        : apps.map((app) => appOf(app, token))
    }
    <p><a href="/account">Back to your account</a></p>
  `,
});

const takenBack = html`<div class="note" role="status">
  <p>You have taken that back: the app sees nothing new. What it has already copied stays with it.</p>
</div>`;

const appOf = ({ client, name, scopes, grantedAt, endsAt }: GrantedApp, token: Html): Html => html`
  <h2>${name}</h2>
  <p>
    Allowed on <strong>${dayOf(grantedAt)}</strong>, until ${dayOf(endsAt)}. Whether or not you are using it, it may:
  </p>
  <ul>
    ${scopes.flatMap((scope) => (wordsOf(scope)?.lines ?? []).map((line) => html`<li>${line}</li>`))}
  </ul>
  <form method="post" action="/account/apps">
    ${token}
    <input type="hidden" name="client" value="${client}" />
    <button type="submit" class="quiet">Take back what ${name} may do</button>
  </form>
`;
