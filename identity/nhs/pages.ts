import { html, type Page } from '../page.ts';
import { unprovenNote } from '../people/pages.ts';

/** Signed in, but below P9: the record stays closed. Domain reference §6 */
export const unprovenPage = (back: string): Page => ({
  title: 'You are signed in',
  body: html`
    ${unprovenNote}
    <p>Your NHS login account shows what is missing. It usually takes a photograph of a passport or driving licence.</p>
    <p><a class="button" href="${back}">Continue</a></p>
  `,
});

/** No record is surely theirs. It does not say which of the three did not agree, or whether there is a record at all. */
export const noRecordPage = (back: string | undefined): Page => ({
  title: 'We could not find your record',
  body: html`
    <p>NHS login has told us who you are, but we have no record that is surely yours, so you are not signed in.</p>
    <p>
      This happens when your care provider has not sent us a record of you, or when the name, date of birth or NHS
      number that it holds differs from the one of your NHS login.
    </p>
    <h2>What you can do</h2>
    <p>
      Ask the hospital or surgery that invited you to check these three with you and to correct them. Then sign in
      again. If you have a password with us, you can <a href="/login">sign in with it</a> meanwhile.
    </p>
    ${
      back?.startsWith('/join/') === true
        ? html`<p>
            Your letter opens your record without NHS login: <a class="button" href="${back}">Go on with your letter</a>
          </p>`
        : undefined
    }
  `,
});

export const startAgainPage = (back: string | undefined): Page => ({
  title: 'Please start again',
  body: html`
    <p>This sign-in has expired, was used already, or was not begun in this browser. You are not signed in by it.</p>
    <p><a class="button" href="/login${back === undefined ? '' : `?return=${encodeURIComponent(back)}`}">Sign in</a></p>
  `,
});

export const declinedPage: Page = {
  title: 'You are not signed in',
  body: html`
    <p>NHS login did not sign you in, or you did not agree to share your details with us.</p>
    <p><a class="button" href="/login">Back to signing in</a></p>
  `,
};

export const unavailablePage: Page = {
  title: 'NHS login does not answer',
  body: html`
    <p>It is not your fault. Please try again in a few minutes.</p>
    <p><a class="button" href="/login">Back to signing in</a></p>
  `,
};
