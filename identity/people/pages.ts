import { html, type Html, type Page } from '../page.ts';
import { isUnproven, type SignedIn } from './session.store.ts';

type SignIn = {
  readonly token: Html;
  readonly back: string | undefined;
  readonly nhsLogin: boolean;
  /** What was typed before. */
  readonly email?: string;
  readonly error?: string;
};

export const signInPage = ({ token, back, nhsLogin, email = '', error }: SignIn): Page => ({
  title: 'Sign in',
  leaves: true,
  body: html`
    ${errorBox(error)}
    <form method="post" action="/login">
      ${token} ${back === undefined ? undefined : html`<input type="hidden" name="return" value="${back}" />`}
      <label for="email">E-mail address</label>
      <input
        id="email"
        name="email"
        type="email"
        autocomplete="username"
        required
        value="${email}"
        ${error === undefined ? undefined : html`aria-describedby="error"`}
      />
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required />
      <button type="submit">Sign in</button>
    </form>
    ${nhsLogin ? nhsLoginOffer(back) : undefined}
  `,
});

type Account = {
  readonly token: Html;
  readonly session: SignedIn;
  readonly email: string | undefined;
  /** Whether a team is theirs to coordinate. */
  readonly coordinates: boolean;
};

export const accountPage = ({ token, session: { via, startedAt }, email, coordinates }: Account): Page => ({
  title: 'Your account',
  leaves: true,
  body: html`
    <p>
      ${email === undefined ? 'You are signed in' : html`You are signed in as <strong>${email}</strong>`},
      ${via.kind === 'PASSWORD' ? 'by password' : 'with NHS login'}, since
      ${startedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC.
    </p>
    ${isUnproven(via) ? unprovenNote : undefined}
    <p><a href="/account/apps">Apps that may act for you</a></p>
    ${coordinates ? html`<p><a href="/account/teams">Partners of your teams</a></p>` : undefined}
    ${email === undefined ? undefined : html`<p><a href="/account/password">Change your password</a></p>`}
    <form method="post" action="/logout">
      ${token}
      <button type="submit">Sign out</button>
    </form>
  `,
});

/** A level below P9 proves who somebody is to themselves, not that a record is theirs. Domain reference §6 */
export const unprovenNote = html`<div class="note">
  <p>
    Your record is not shown yet: NHS login has not fully checked who you are. Prove your identity in your NHS login
    account, then sign in here with NHS login again.
  </p>
</div>`;

export const passwordPage = ({ token, error }: { readonly token: Html; readonly error?: string }): Page => ({
  title: 'Change your password',
  body: html`
    ${errorBox(error)}
    <p>You stay signed in here. Everywhere else you are signed out.</p>
    <form method="post" action="/account/password">
      ${token}
      <label for="old">Current password</label>
      <input id="old" name="old" type="password" autocomplete="current-password" required />
      <label for="chosen">New password</label>
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
      <button type="submit">Change password</button>
    </form>
    <p><a href="/account">Back to your account</a></p>
  `,
});

const errorBox = (error: string | undefined): Html | undefined =>
  error === undefined ? undefined : html`<div class="error" role="alert" id="error"><p>${error}</p></div>`;

const nhsLoginOffer = (back: string | undefined): Html => html`
  <hr />
  <h2>Patients</h2>
  <p>
    <a class="button" href="/login/nhs${back === undefined ? '' : `?return=${encodeURIComponent(back)}`}"
      >Continue to NHS login</a
    >
  </p>
`;
