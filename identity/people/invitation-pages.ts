import { html, type Html, type Page } from '../page.ts';
import type { SeenInvitation } from './invitations.ts';

/** What we cannot know of whoever opens the page. */
export type Wanted = { readonly person: boolean; readonly password: boolean };

type Invited = {
  readonly invitation: SeenInvitation;
  /** Shows the form to be ours. */
  readonly form: Html;
  /** The invitation's own. */
  readonly token: string;
  readonly wanted: Wanted;
  /** What was typed before. */
  readonly name?: string | undefined;
  readonly born?: string | undefined;
  readonly error?: string | undefined;
};

export const invitedPage = ({ invitation, form, token, wanted, name = '', born = '', error }: Invited): Page => ({
  title: 'You are invited',
  body: html`
    ${error === undefined ? undefined : html`<div class="error" role="alert" id="error"><p>${error}</p></div>`}
    ${wordsOf(invitation)}
    <form method="post" action="/invitation">
      ${form}
      <input type="hidden" name="token" value="${token}" />
      ${wanted.person ? personFields(invitation.email, name, born) : undefined}
      ${wanted.password ? passwordField : undefined}
      <button type="submit">${wanted.password ? 'Make my account and accept' : 'Accept'}</button>
    </form>
    <p>If you do not know who is asking, close this page: nothing has happened.</p>
  `,
});

/** An account that is there already is opened by its password, not by an invitation. */
export const signInFirstPage = (invitation: SeenInvitation, token: string): Page => ({
  title: 'You are invited',
  body: html`
    ${wordsOf(invitation)}
    <p>You have an account with the e-mail address <strong>${invitation.email}</strong>. Sign in, then accept.</p>
    <p><a class="button" href="/login?return=${encodeURIComponent(addressOf(token))}">Sign in</a></p>
  `,
});

export const anothersPage = (invitation: SeenInvitation, form: Html): Page => ({
  title: 'This invitation is for somebody else',
  leaves: true,
  body: html`
    <p>
      It was sent to <strong>${invitation.email}</strong>, and you are signed in with another account. Only whoever has
      that address can accept it.
    </p>
    <p>If the address is yours, sign out and open the link of the invitation again.</p>
    <form method="post" action="/logout">
      ${form}
      <button type="submit">Sign out</button>
    </form>
  `,
});

/** The same for all that is wrong with a token: whoever guesses learns nothing. */
export const unusablePage: Page = {
  title: 'This invitation cannot be used',
  body: html`
    <p>
      It may have been accepted already, withdrawn, or sent more than 14 days ago; or the link is not complete. Ask
      whoever invited you for another one.
    </p>
    <p>If you have accepted it, <a href="/login">sign in</a>.</p>
  `,
};

export const waitPage = (error: string): Page => ({
  title: 'Please wait',
  body: html`<div class="error" role="alert"><p>${error}</p></div>`,
});

export const acceptedPage: Page = {
  title: 'Welcome',
  body: html`
    <p>You have accepted the invitation, and you are signed in.</p>
    <p><a class="button" href="/account">Go to your account</a></p>
  `,
};

const addressOf = (token: string): string => `/invitation?token=${encodeURIComponent(token)}`;

const wordsOf = ({ role, by, team, organisation, labels }: SeenInvitation): Html => {
  if (organisation === null)
    return html`<p>
        <strong>${by}</strong> asks you ${role === 'CARER' ? 'to care for them' : 'in as a professional'}.
      </p>
      <p>From then on you see of their record what they have labelled: ${labels.map(inWords).join(', ')}.</p>`;
  const where = html`<strong>${team ?? organisation}</strong>${team === null ? '' : `, ${organisation}`}`;
  return html`<p><strong>${by}</strong> invites you to join ${where} as ${roles[role].name}.</p>
    <p>${roles[role].means}</p>`;
};

/** Domain reference §1.2 */
const roles: Readonly<Record<SeenInvitation['role'], { readonly name: string; readonly means: string }>> = {
  PROFESSIONAL: { name: 'a professional', means: 'You will see what patients share with this team.' },
  COORDINATOR: { name: 'a coordinator', means: 'You will keep the team’s members, and what partners do for it.' },
  ADMINISTRATOR: { name: 'an administrator', means: 'You will keep the organisation’s teams, members and partners.' },
  PRIVACY_OFFICER: { name: 'a privacy officer', means: 'You will guard how records of its patients are shared.' },
  CARER: { name: 'a carer', means: '' },
};

const inWords = (label: string): string => label.toLowerCase().replace('_', ' ');

const personFields = (email: string, name: string, born: string): Html => html`
  <label for="email">Your e-mail address</label>
  <input id="email" type="email" autocomplete="username" readonly value="${email}" />
  <label for="name">Your name</label>
  <input id="name" name="name" autocomplete="name" maxlength="100" required value="${name}" />
  <label for="born">Your date of birth</label>
  <input id="born" name="born" type="date" autocomplete="bday" required value="${born}" />
`;

const passwordField = html`
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
