import type { Person, Principal } from '../../kernel/principal.ts';

/** The person themselves: what is given, taken back and overseen is so by them, never by an app in their name. */
export const inTheWeb = (principal: Principal): Person | undefined =>
  principal.kind === 'person' && principal.integration === 'person' ? principal : undefined;
