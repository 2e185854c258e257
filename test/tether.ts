import { teams } from '../prisma/demo.ts';
import { confidentialApp, discover, refreshed } from './app.ts';
import * as outside from './outside.ts';

type Answer = {
  readonly createTether: { readonly refreshToken?: string; readonly tether?: { readonly id: string } };
};

const question = `mutation ($input: CreateTetherInput!) {
  createTether(input: $input) { ... on IssuedTether { refreshToken tether { id } } }
}`;

/** A coordinator ties Apptly to the team that is theirs; the partner takes the token that they were shown to our issuer. */
export const tie = async (
  base: string,
  coordinator: Readonly<Record<string, string>>,
  team: string = teams['riverside-diabetes'].id,
): Promise<{
  readonly id: string;
  readonly refreshToken: string;
  readonly headers: Readonly<Record<string, string>>;
}> => {
  const input = { client: 'apptly', team, label: 'For a test' };
  const reply = await outside.postGraphWith(base, coordinator, { query: question, variables: { input } });
  const { refreshToken = '', tether } = outside.graphAnswer<Answer>(reply).data?.createTether ?? {};
  const tokens = await refreshed(confidentialApp(await discover(base), 'apptly'), refreshToken);
  return {
    id: tether?.id ?? '',
    refreshToken: tokens.refresh_token,
    headers: { authorization: `Bearer ${tokens.access_token}` },
  };
};
