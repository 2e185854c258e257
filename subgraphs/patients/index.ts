import type { NewId } from '../../kernel/id.ts';
import { openCodes, type CodeBook } from '../codes/index.ts';
import type { Sql } from '../kit/sql.ts';
import { defineSubgraph, type Subgraph } from '../kit/subgraph.ts';
import { accessLogService } from './access-log.service.ts';
import { accessLogStore } from './access-log.store.ts';
import { actingResolvers } from './acting.ts';
import { AddresseeResolver } from './addressee/addressee.resolver.ts';
import { addresseeService } from './addressee/addressee.service.ts';
import { addresseeStore } from './addressee/addressee.store.ts';
import { CustomerPatientsResolver } from './aggregation/aggregation.resolver.ts';
import { customerPatients } from './aggregation/aggregation.service.ts';
import { codeResolvers } from './codes/index.ts';
import { DirectoryResolver } from './directory/directory.resolver.ts';
import { directoryService } from './directory/directory.service.ts';
import { directoryStore } from './directory/directory.store.ts';
import { ExplainResolver } from './explain.resolver.ts';
import { explainService } from './explain.service.ts';
import { explainStore } from './explain.store.ts';
import { FeedQueryResolver } from './feed-query/feed-query.resolver.ts';
import { feedQueryService } from './feed-query/feed-query.service.ts';
import { feedQueryStore } from './feed-query/feed-query.store.ts';
import { linkPatient } from './feed-link.service.ts';
import { feedService } from './feed.service.ts';
import { feedStore } from './feed.store.ts';
import { HearingResolver } from './hearing/hearing.resolver.ts';
import { hearingService } from './hearing/hearing.service.ts';
import { identifierTypeResolvers } from './identifier-types/index.ts';
import { LabelMapResolver } from './label-map.resolver.ts';
import { labelMapService } from './label-map.service.ts';
import { labelMapStore } from './label-map.store.ts';
import { NhsLoginResolver } from './nhs-login.resolver.ts';
import { nhsLoginService } from './nhs-login.service.ts';
import { nhsLoginStore } from './nhs-login.store.ts';
import { OriginsResolver } from './origins/origins.resolver.ts';
import { originsStore } from './origins/origins.store.ts';
import { PatientsResolver } from './patients.resolver.ts';
import { patientsService } from './patients.service.ts';
import { LeavingResolver } from './notifying/leaving.resolver.ts';
import { leavingStore } from './notifying/leaving.store.ts';
import { RecipientResolver } from './notifying/recipient.resolver.ts';
import { recipientStore } from './notifying/recipient.store.ts';
import { patientsStore } from './patients.store.ts';
import { LetterPlacingResolver } from './received/letter-placing.resolver.ts';
import { letterPlacing } from './received/letter-placing.service.ts';
import { ProfileResolver } from './profile/profile.resolver.ts';
import { profileService } from './profile/profile.service.ts';
import { profileStore } from './profile/profile.store.ts';
import { ReceivedResolver } from './received/received.resolver.ts';
import { receivedService } from './received/received.service.ts';
import { receivedStore } from './received/received.store.ts';
import { registrationResolvers } from './registration/index.ts';
import { conversationResolver } from './conversations/index.ts';
import { SelfResolver } from './self/self.resolver.ts';
import { selfStore } from './self/self.store.ts';
import { standingStore } from './standing.store.ts';

type Needs = { readonly sql: Sql; readonly newId: NewId; readonly codes?: CodeBook };

/** The slice that knows people, organisations and sharing, and alone decides who may see what. */
export const openPatients = ({ sql, newId, codes = openCodes({ sql }) }: Needs): Subgraph => {
  const accessLog = accessLogService({ store: accessLogStore(sql), newId });
  const store = patientsStore(sql);
  const patients = patientsService({ store, accessLog });
  const explain = explainService({ store: explainStore(sql), patients: store, newId });
  const feedRows = feedStore(sql);
  const feed = feedService({ store: feedRows, newId, codes });
  const nhsLogin = nhsLoginService({ store: nhsLoginStore(sql), newId });
  const labelMaps = labelMapService({ store: labelMapStore(sql), newId });
  return defineSubgraph({
    name: 'patients',
    resolvers: [
      new PatientsResolver(patients, feed, linkPatient(feedRows)),
      new OriginsResolver(originsStore(sql)),
      new AddresseeResolver(addresseeService({ store: addresseeStore(sql) })),
      new CustomerPatientsResolver(customerPatients({ feed, store: feedRows })),
      new FeedQueryResolver(feedQueryService({ store: feedQueryStore(sql), patients })),
      new ReceivedResolver(receivedService({ store: receivedStore(sql), feed, lookUp: feedRows, newId })),
      new LetterPlacingResolver(letterPlacing({ store: receivedStore(sql), feed: feedRows, newId })),
      new ProfileResolver(profileService({ store: profileStore(sql), records: feedRows })),
      new DirectoryResolver(directoryService({ store: directoryStore(sql) })),
      new ExplainResolver(explain),
      new HearingResolver(hearingService({ store, standing: standingStore(sql), patients })),
      new RecipientResolver(recipientStore(sql)),
      new LeavingResolver(leavingStore(sql)),
      new LabelMapResolver(labelMaps),
      new NhsLoginResolver(nhsLogin),
      ...registrationResolvers({ sql, newId, accessLog }),
      new SelfResolver(selfStore(sql), patients),
      conversationResolver({ sql, newId, patients, accessLog }),
      ...codeResolvers({ sql, newId, codes }),
      ...identifierTypeResolvers({ sql, newId }),
      ...actingResolvers({ sql, newId }),
    ],
    references: { Patient: ({ id }, context) => patients.read(context, String(id)) },
  });
};
