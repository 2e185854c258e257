/** The server does not take what we send: there is no use in going on. */
export class TurnedAway extends Error {}
