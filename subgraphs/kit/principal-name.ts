import type { Principal } from '../../kernel/principal.ts';

/** The one name by which capabilities know a principal. */
export const nameOf = (principal: Principal): string => {
  const { integration, client } = principal;
  switch (principal.kind) {
    case 'person':
      // An app is not its user: what it was shown may be less, and opens nothing for the user's other apps.
      return integration === 'app' ? `app/${client}/${principal.user}` : `person/${principal.user}`;
    case 'partner':
      return [integration, client, principal.organisation, ...(principal.teams ?? [])]
        .filter((part) => part !== undefined)
        .join('/');
    case 'team':
      return `${integration}/${client}/${principal.team}`;
    case 'organisation':
    case 'internal':
      return `${integration}/${client}`;
  }
};
