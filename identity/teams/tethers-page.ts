import { html, type Html, type Page } from '../page.ts';
import { dayOf } from '../scope-words.ts';
import type { KnownTether } from '../tether.store.ts';
import type { CoordinatedTeam } from './coordinated.ts';

/** What was typed into one team's form, and why it did not do. */
export type Mistake = {
  readonly team: string;
  readonly client: string;
  readonly label: string;
  readonly error: string;
};

export type TeamTethers = { readonly team: CoordinatedTeam; readonly tethers: readonly KnownTether[] };

type Tethers = {
  readonly teams: readonly TeamTethers[];
  /** The field that shows the form to be ours. */
  readonly token: Html;
  /** Whether one was ended a moment ago. */
  readonly done?: boolean;
  readonly mistake?: Mistake | undefined;
};

export const path = '/account/teams';

/** Where a coordinator ties partners to their teams, and unties them. Domain reference §6, tethered tokens */
export const tethersPage = ({ teams, token, done = false, mistake }: Tethers): Page => ({
  title: 'Partners of your teams',
  body: html`
    ${done ? untied : undefined}
    ${mistake === undefined ? undefined : html`<div class="error" role="alert" id="error"><p>${mistake.error}</p></div>`}
    ${
      teams.length === 0
        ? html`<p>You coordinate no team. Whoever does can tie a partner to it here.</p>`
        : html`<p>
            You can tie a partner’s system to one of your teams. It then sees what patients share with that team, writes
            for it, and keeps its patients and members as you do, until you untie it.
          </p>`
    }
    ${teams.map((one) => teamOf(one, token, mistake?.team === one.team.id ? mistake : undefined))}
    <p><a href="/account">Back to your account</a></p>
  `,
});

/** The only page that ever shows it. */
export const tokenPage = (label: string, partner: string, refreshToken: string): Page => ({
  title: 'Copy this token now',
  body: html`
    <p>
      <strong>${partner}</strong> is tied to your team (${label}). It proves that with this token, which is
      <strong>shown this once</strong>:
    </p>
    <p class="note"><code>${refreshToken}</code></p>
    <p>
      Give it to the partner in a way that nobody else can read, and keep no copy. Whoever has it and the partner’s own
      secret acts for the team. If it is lost, untie the partner and make another one.
    </p>
    <p><a class="button" href="${path}">I have copied it</a></p>
  `,
});

const untied = html`<div class="note" role="status">
  <p>It is untied: its tokens open nothing any more. What it has already copied stays with it.</p>
</div>`;

const teamOf = ({ team, tethers }: TeamTethers, token: Html, mistake: Mistake | undefined): Html => {
  const held = tethers.filter(({ revokedAt }) => revokedAt === undefined);
  const ended = tethers.filter(({ revokedAt }) => revokedAt !== undefined).slice(0, mostEnded);
  return html`
    <h2>${team.name}, ${team.organisation}</h2>
    ${held.length === 0 ? html`<p>No partner is tied to this team.</p>` : held.map((tether) => tetherOf(tether, token))}
    ${ended.length === 0 ? undefined : html`<h3>No longer tied</h3>`}
    ${
      ended.length === 0
        ? undefined
        : html`<ul>
            ${ended.map(endedOf)}
          </ul>`
    }
    ${formOf(team, token, mistake)}
  `;
};

/** The later ones; the graph has them all. */
const mostEnded = 10;

const tetherOf = ({ id, name, client, label, madeAt, lastUsedAt }: KnownTether, token: Html): Html => html`
  <h3>${label}</h3>
  <p>
    <strong>${name}</strong> (${client}), since ${dayOf(madeAt)};
    ${lastUsedAt === undefined ? 'not used yet' : html`last used on ${dayOf(lastUsedAt)}`}.
  </p>
  <form method="post" action="${path}/untie">
    ${token}
    <input type="hidden" name="tether" value="${id}" />
    <button type="submit" class="quiet">Untie ${name}: ${label}</button>
  </form>
`;

const endedOf = ({ name, label, revokedAt }: KnownTether): Html =>
  html`<li>${label}: ${name}, until ${revokedAt === undefined ? '' : dayOf(revokedAt)}</li>`;

const formOf = ({ id, name }: CoordinatedTeam, token: Html, mistake: Mistake | undefined): Html => html`
  <h3>Tie a partner to ${name}</h3>
  <form method="post" action="${path}">
    ${token}
    <input type="hidden" name="team" value="${id}" />
    <label for="client-${id}">The partner’s client id</label>
    <p class="hint" id="client-hint-${id}">The partner tells you. It is not secret.</p>
    <input
      id="client-${id}"
      name="client"
      autocomplete="off"
      spellcheck="false"
      maxlength="128"
      required
      value="${mistake?.client ?? ''}"
      aria-describedby="client-hint-${id}${mistake === undefined ? '' : ' error'}"
    />
    <label for="label-${id}">What it is for</label>
    <p class="hint" id="label-hint-${id}">In your own words, so that you know it again.</p>
    <input
      id="label-${id}"
      name="label"
      autocomplete="off"
      maxlength="100"
      required
      value="${mistake?.label ?? ''}"
      aria-describedby="label-hint-${id}"
    />
    <button type="submit">Make a token</button>
  </form>
`;
