/** Shown on pages, in lists and in letters. */
export const isOrganisationName = (name: string): boolean => /^(?=.*\S)[^\p{C}\p{Zl}\p{Zp}]{1,100}$/u.test(name);

/** As the Organisation Data Service gives them out, `RWA01`: no punctuation, and nothing that HL7 would have to escape. */
export const isOdsCode = (code: string): boolean => /^[A-Z0-9]{3,12}$/.test(code);

/** So that the alias of the default team, which begins with it, is one too. */
export const longestAlias = 50;
