/** How a partner is called among us: as an identifier in configuration, in logs and on a command line. */
export const isPartnerId = (raw: string): boolean => /^[a-z][a-z0-9-]{0,62}$/.test(raw);

/** A value that MSH-4 carries as it is: no delimiter of HL7 v2.4 §2.7, and nothing that cannot be seen. */
export const isAlias = (raw: string): boolean => /^[^\p{C}\p{Z}|^~\\&]{1,64}$/u.test(raw);
