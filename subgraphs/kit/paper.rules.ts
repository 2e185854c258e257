/** What speaks for paper: nobody can sign in to the record, or whoever can may not, or has died. Domain reference §7.4 */
export type Paper = 'UNREGISTERED' | 'NO_ACCESS' | 'DECEASED';
