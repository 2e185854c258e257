/** How long what we issue lasts, in seconds. Domain reference §6 */

/** Short enough that a forgotten token dies by itself. */
export const accessTokenLifetime = 600;
export const codeLifetime = 60;
/** Long enough to find a password; after it the app has to ask again. */
export const interactionLifetime = 1_800;
/** For as long as an app may act on one consent: twelve months. */
export const consentLifetime = 365 * 86_400;
/** A tether holds until it is taken back; a refresh token must end some time, so this is for never. */
export const tetherLifetime = 10 * 365 * 86_400;
