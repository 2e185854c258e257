import type { NewId } from '../../../kernel/id.ts';
import type { Sql } from '../../kit/sql.ts';
import type { RecordStore } from '../../records/index.ts';
import { QuestionnaireRequestResolver, QuestionnaireResolver } from './questionnaire.resolver.ts';
import { questionnaireService } from './questionnaire.service.ts';
import { questionnaireStore } from './questionnaire.store.ts';
import { requestService } from './request.service.ts';

type Needs = {
  readonly sql: Sql;
  readonly newId: NewId;
  readonly records: Pick<RecordStore, 'put' | 'page' | 'read' | 'idFor'>;
};

/** Questionnaires: a team's definitions, requests to patients, and their answers. Domain reference §2.9a */
export const questionnaireResolvers = ({ sql, newId, records }: Needs): readonly object[] => {
  const store = questionnaireStore(sql);
  return [
    new QuestionnaireResolver(questionnaireService({ store, newId })),
    new QuestionnaireRequestResolver(requestService({ store, records, newId })),
  ];
};
