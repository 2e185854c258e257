import type { Context } from '../../kit/context.ts';
import type { Sight } from '../sight.rules.ts';
import { isCurrent, mayKnow, shown } from './consent.rules.ts';
import type { ConsentStore } from './consent.store.ts';
import { endConsent } from './end-consent.ts';
import { keepCarer } from './keep-carer.ts';
import { setConsent } from './set-consent.ts';
import type { SharingStore } from './sharing.store.ts';
import type { Consent } from './sharing.types.ts';

type Needs = { readonly store: SharingStore; readonly consents: ConsentStore };

export type SharingService = ReturnType<typeof sharingService>;

/** With whom a record is shared: who may know it, and who may change it. Domain reference §2.10 and §3 */
export const sharingService = ({ store, consents }: Needs) => ({
  /** All for the patient; for others what they may know, and nothing while sharing is disabled. */
  of: async ({ principal, clock }: Context, { patient, isSelf, labels }: Sight): Promise<readonly Consent[]> => {
    const sharing = await consents.sharingOf(patient, undefined);
    if (sharing.isDisabled && !isSelf) return [];
    const now = clock.now();
    return sharing.consents
      .filter((consent) => isCurrent(consent, now) && (isSelf || mayKnow(principal, labels, consent)))
      .map(shown);
  },

  set: setConsent(store),
  end: endConsent(store),
  keepCarer: keepCarer(store),
});
