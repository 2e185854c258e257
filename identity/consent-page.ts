import { html, type Html, type Page } from './page.ts';
import { dayOf, wordsOf } from './scope-words.ts';

export type Consent = {
  readonly app: string;
  readonly scopes: readonly string[];
  /** The field that shows the form to be ours. */
  readonly token: Html;
  readonly action: string;
  readonly until: Date;
};

/** What an app will see and do if the person lets it, for how long, and how that is taken back. UK GDPR article 7 */
export const consentPage = ({ app, scopes, token, action, until }: Consent): Page => ({
  title: `Let ${app} act for you?`,
  leaves: true,
  body: html`
    <p><strong>${app}</strong> is an app. It is not part of Tributary. It asks for the following:</p>
    ${scopes.flatMap((scope) => explained(scope))}
    <div class="note">
      <p>
        If you allow it, it may do so until <strong>${dayOf(until)}</strong>, whether or not you are using it. You can
        take this back at any time under “Apps” in your account: from then on it sees nothing new. What it has already
        copied stays with it.
      </p>
    </div>
    <form method="post" action="${action}">
      ${token}
      <button type="submit" name="answer" value="allow">Allow</button>
      <button type="submit" name="answer" value="deny" class="quiet">Do not allow</button>
    </form>
  `,
});

/** To somebody whom NHS login has not fully checked we show no record, and so none to an app of theirs. Domain reference §6 */
export const unprovenPage = (app: string, token: Html, action: string): Page => ({
  title: 'We do not know you well enough yet',
  leaves: true,
  body: html`
    <p>
      <strong>${app}</strong> asks to see your record. NHS login has not fully checked who you are, so we cannot show
      your record to you or to an app of yours. Prove your identity in your NHS login account, then start again.
    </p>
    <form method="post" action="${action}">
      ${token}
      <button type="submit" name="answer" value="deny">Go back to the app</button>
    </form>
  `,
});

export const noLongerOpen: Page = {
  title: 'This request has ended',
  body: html`<p>
    It was answered already, it has waited for too long, or it was begun in another browser. Nothing has been shared.
    Please go back to the app and start again.
  </p>`,
};

const explained = (scope: string): Html[] => {
  const words = wordsOf(scope);
  if (words === undefined) return [];
  return [
    html`<h2>${words.title}</h2>
      <ul>
        ${words.lines.map((line) => html`<li>${line}</li>`)}
      </ul>`,
  ];
};
