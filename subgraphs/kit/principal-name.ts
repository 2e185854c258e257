import type { Principal } from '../../kernel/principal.ts';

/** The one name by which capabilities know a principal. */
export const nameOf = (principal: Principal): string =>
  principal.kind === 'person' ? `person/${principal.user}` : `${principal.integration}/${principal.client}`;
