import { organisations, people, teams } from './demo.ts';

/** As whom of the demo world the REST API can be tried; undefined where there is no demo world. Contract §3 */
export const toTryAs = ({ demo }: { readonly demo: boolean }) =>
  demo
    ? {
        alice: people.alice.id,
        diaz: people.diaz.id,
        coordinator: people.coco.id,
        organisation: organisations.riverside.id,
        team: teams['riverside-diabetes'].id,
      }
    : undefined;
