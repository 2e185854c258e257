/**
 * How sure NHS login is of who somebody is: P0 has an e-mail address, P5 has shown some knowledge, P9 has shown a
 * document and a face. NHS login: Identity proofing and authentication
 */
export type Level = 'P0' | 'P5' | 'P9';

/** Vectors of trust that we take, best first: each names a level and how somebody signed in. RFC 8485; Domain reference §6 */
export const acceptedVectors = [
  'P9.Cp.Cd',
  'P9.Cp.Ck',
  'P9.Cm',
  'P5.Cp.Cd',
  'P5.Cp.Ck',
  'P5.Cm',
] as const satisfies readonly string[];

/**
 * The level of a sign-in: what both the vector of trust and the proofing level say, the lower of the two. Undefined where
 * the vector is none that we asked for: then nothing is known about it.
 */
export const levelOf = (claims: {
  readonly vot?: unknown;
  readonly identity_proofing_level?: unknown;
}): Level | undefined => {
  const vector = acceptedVectors.find((accepted) => accepted === claims.vot);
  const proofing = levels.find((level) => level === claims.identity_proofing_level);
  if (vector === undefined || proofing === undefined) return undefined;
  const reached = levels.find((level) => vector.startsWith(level)) ?? 'P0';
  return levels.indexOf(reached) < levels.indexOf(proofing) ? reached : proofing;
};

const levels = ['P0', 'P5', 'P9'] as const;
