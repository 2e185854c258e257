import { isFailure, type Failure } from '../../../kernel/failure.ts';
import { readJsonObject } from '../../../kernel/json-text.ts';
import type { Issue } from '../../../fhir/issue.ts';
import { validate } from '../../../fhir/validate/validate.ts';
import { typesOf } from '../../records/index.ts';
import type { Feed } from './feed.store.ts';
import { faultOf, readResource, type Operation } from './operation.rules.ts';
import type { CustomerValidation, CustomerValidationArgs } from './operations.types.ts';

/** All that a write would be refused for, and warned of, as issues; a failure where there is no resource to speak of. */
export const validation = async (
  { store, version }: Feed,
  { type, id, mode, resource }: CustomerValidationArgs,
): Promise<CustomerValidation | Failure> => {
  const kind = mode ?? (id ? 'update' : 'create');
  const asked: Operation = { kind, type, id: id ?? null, resource: resource ?? null };
  const isNamed = id !== undefined && id !== null;
  // Of a type an update, too, has no id but the resource's own.
  const fault = faultOf({ ...asked, condition: kind === 'update' && !isNamed ? '' : null }, new Set(typesOf(version)));
  if (isFailure(fault)) return fault;
  const issues: Issue[] = [];
  if (kind === 'delete' && isNamed) {
    const current = await store.readAsOwner({ type, id });
    if (current === undefined || current.deleted)
      issues.push({
        severity: 'error',
        code: 'not-found',
        expression: type,
        diagnostics: `There is no ${type}/${id}.`,
      });
  }
  if (typeof resource !== 'string') return { issues };
  const read = readJsonObject(resource);
  if (isFailure(read)) return read;
  const own = kind === 'update' && isNamed ? id : undefined;
  const misplaced = readResource({ kind, type }, own, resource);
  if (isFailure(misplaced)) issues.push(issueOf(misplaced, type));
  if (kind === 'update' && !isNamed && read['id'] === undefined)
    issues.push({
      severity: 'error',
      code: 'required',
      expression: `${type}.id`,
      diagnostics: 'An update names its resource by an id.',
    });
  return { issues: [...issues, ...validate(version, read)] };
};

const issueOf = ({ message, field }: Failure, type: string): Issue => ({
  severity: 'error',
  code: 'invalid',
  expression: (field ?? 'resource').replace('resource', type),
  diagnostics: message,
});
