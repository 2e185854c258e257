import { html, type Html, type Page } from '../page.ts';
import type { OnLetter, SeenLetter } from './joining.ts';

/** No letter yet, or one that cannot be used: the same words, so that whoever guesses learns nothing. */
export const letterPage = ({ team, code, isWrong }: { team: string; code: string; isWrong: boolean }): Page => ({
  title: 'Open your record',
  body: html`
    ${isWrong ? errorBox(notUsable) : undefined}
    <p>Your letter has two codes. Type both as they are printed.</p>
    <form method="get" action="/join/${encodeURIComponent(team)}">
      <label for="t1">Access code (8 characters)</label>
      <input id="t1" name="t1" autocomplete="off" maxlength="40" required value="${code}" />
      <label for="t2">Invitation code (16 characters)</label>
      <input id="t2" name="t2" autocomplete="off" maxlength="60" required />
      <button type="submit">Continue</button>
    </form>
    <p>If you have used the letter already, <a href="/login">sign in</a>.</p>
  `,
});

const notUsable =
  'These codes cannot be used. They may have a slip in them, have been used, be too old, or be locked after three wrong dates of birth. Ask whoever sent the letter for another one.';

type Join = {
  readonly seen: SeenLetter;
  readonly letter: OnLetter;
  /** Shows the form to be ours. */
  readonly form: Html;
  /** As whom somebody is signed in, who has an account already: their e-mail address, or that they have none. */
  readonly signedIn: { readonly email: string | undefined } | undefined;
  readonly nhsLogin: boolean;
  /** By NHS login, which has not proven who they are. */
  readonly isGuest: boolean;
  readonly email: string;
  readonly error?: string | undefined;
};

export const joinPage = ({ seen, letter, form, signedIn, nhsLogin, isGuest, email, error }: Join): Page => ({
  title: 'Open your record',
  leaves: true,
  body: html`
    ${error === undefined ? undefined : errorBox(error)}
    <p><strong>${seen.team}</strong>, ${seen.organisation}, has sent you a letter, and keeps a record of you here.</p>
    ${isGuest ? unproven : undefined}
    <form method="post" action="/join/${encodeURIComponent(letter.team)}">
      ${form}
      <input type="hidden" name="t1" value="${letter.code}" />
      <input type="hidden" name="t2" value="${letter.token}" />
      <label for="born">Your date of birth</label>
      <input id="born" name="born" type="date" autocomplete="bday" required />
      ${signedIn === undefined ? accountFields(email) : whose(signedIn.email)}
      <button type="submit">${signedIn === undefined ? 'Make my account' : 'Open my record'}</button>
    </form>
    ${nhsLogin && signedIn === undefined && !isGuest ? nhsLoginOffer(letter) : undefined}
    <p>Three wrong dates of birth lock the letter. If it is not yours, close this page: nothing has happened.</p>
  `,
});

/** Whoever shares a computer does not give their record to somebody else’s account unawares. */
const whose = (email: string | undefined): Html => html`
  <p>
    You are signed in${email === undefined ? '' : html` as <strong>${email}</strong>`}. The record will be opened to
    that account: if it is not yours, <a href="/account">sign out</a> first.
  </p>
`;

const unproven = html`
  <p>
    NHS login has signed you in, but has not proven who you are, so that it opens no record. Make an account with a
    password, or prove who you are in your NHS login account and sign in again.
  </p>
`;

const accountFields = (email: string): Html => html`
  <label for="email">Your e-mail address</label>
  <input id="email" name="email" type="email" autocomplete="username" maxlength="254" required value="${email}" />
  <label for="chosen">A password</label>
  <p class="hint" id="rule">At least 12 characters. Three random words are a good password.</p>
  <input
    id="chosen"
    name="chosen"
    type="password"
    autocomplete="new-password"
    minlength="12"
    required
    aria-describedby="rule"
  />
`;

/** Whoever NHS login has proven needs no letter; all others come back here, signed in. */
const nhsLoginOffer = (letter: OnLetter): Html => html`
  <hr />
  <p>Or without another password:</p>
  <p><a class="button" href="/login/nhs?return=${encodeURIComponent(addressOf(letter))}">Continue to NHS login</a></p>
`;

const addressOf = ({ team, code, token }: OnLetter): string =>
  `/join/${encodeURIComponent(team)}?t1=${encodeURIComponent(code)}&t2=${encodeURIComponent(token)}`;

export const joinedPage: Page = {
  title: 'Welcome',
  body: html`
    <p>Your record is open to you now, and you are signed in.</p>
    <p><a class="button" href="/account">Go to your account</a></p>
  `,
};

const errorBox = (error: string): Html => html`<div class="error" role="alert" id="error"><p>${error}</p></div>`;
