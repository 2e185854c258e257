/** What is shared for a time ends by itself: whether a consent `c` goes on at a moment. */
export const goesOnAt = (moment: string): string => `(c.until is null or c.until > ${moment})`;

/**
 * How a consent ends at a moment, whoever ends it. The row stays: a professional still reaches by it what they put in
 * themselves (domain reference §3.1, team data view), and nobody takes the record for one that was never shared.
 */
export const endedAt = (moment: string): string => `labels = '{}', until = ${moment}`;
