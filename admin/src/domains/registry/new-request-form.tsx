import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiError, call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { useIdempotencyKey } from '../../components/use-idempotency-key';
import { useStaff } from '../../session';
import styles from './new-request-page.module.css';
import { companyQuery, requestQuery, terminalQuery } from './queries';
import { registerKey, type RequestBody, type RequestKind } from './register';
import { RequestField } from './request-field';
import { bodyOf, entryOfPath, fieldsByKind, noEntries, problemsOf, type Entries, type EntryName, type Problems } from './request-form';

interface NewRequestFormProps {
  kind: RequestKind;
  given: Pick<Entries, 'companyId' | 'certificateId' | 'terminalId'>;
}

/** The form of one kind; a change begins with what is registered now. */
export function NewRequestForm({ kind, given }: NewRequestFormProps) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const intent = useIdempotencyKey();
  const hasMarket = useStaff().market !== null;
  const [entries, setEntries] = useState<Entries>({ ...noEntries, ...given });
  const [isTold, setTold] = useState(false);
  const fields = fieldsByKind[kind].filter((field) => field !== 'marketId' || !hasMarket);
  useRegisteredValues(kind, entries, (values) => setEntries((now) => ({ ...now, ...values })));

  const open = useMutation({
    mutationFn: (body: RequestBody) => call('POST /register-requests', { body, idempotencyKey: intent.keyFor(body) }),
    onSuccess: (request) => {
      client.setQueryData(requestQuery(request.id).queryKey, request);
      void client.invalidateQueries({ queryKey: [registerKey, 'requests'] });
      void navigate(`/register/requests/${request.id}`, { replace: true });
    },
    onSettled: (_, error) => intent.settle(error),
  });
  const problems = problemsOf(kind, entries, { hasMarket });
  const refused = refusedFields(open.error);
  const submit = () => {
    setTold(true);
    if (Object.keys(problems).length === 0 && !open.isPending) open.mutate(bodyOf(kind, entries));
  };
  const change = (name: EntryName, value: string) => {
    setEntries((now) => ({ ...now, [name]: value }));
    if (open.isError) open.reset();
  };
  const field = (name: EntryName) => (
    <RequestField
      key={name}
      kind={kind}
      name={name}
      value={entries[name]}
      problem={refused[name] ?? (isTold ? problems[name] : undefined)}
      onChange={(value) => change(name, value)}
    />
  );
  const managerFields = fields.filter((name) => name.startsWith('manager'));
  const isUnexplained = open.isError && Object.keys(refused).length === 0;
  return (
    <form
      className={`card ${styles.form}`}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {fields.filter((name) => !name.startsWith('manager') && name !== 'note').map(field)}
      {managerFields.length > 0 && (
        <fieldset className={styles.group}>
          <legend>企业负责人</legend>
          {managerFields.map(field)}
        </fieldset>
      )}
      {field('note')}
      {isUnexplained && <AlertLine tone="bad">没有办成：{sentenceOf(open.error)}</AlertLine>}
      <div>
        <Button type="primary" size="large" htmlType="submit" loading={open.isPending}>
          下一步：交材料
        </Button>
      </div>
    </form>
  );
}

/** The server's objections, by field. */
function refusedFields(error: unknown): Problems {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries(
    error.fields.flatMap(({ field, message }) => {
      const name = entryOfPath(field);
      return name ? [[name, message]] : [];
    }),
  ) as Problems;
}

/** Fills a change with what is registered now, as soon as it is known and whenever another subject is chosen. */
function useRegisteredValues(kind: RequestKind, { companyId, terminalId }: Entries, fill: (values: Partial<Entries>) => void): void {
  const company = useQuery({ ...companyQuery(companyId), enabled: kind === 'company_change' && companyId !== '' });
  const terminal = useQuery({ ...terminalQuery(terminalId), enabled: kind === 'terminal_change' && terminalId !== '' });
  const latest = useRef(fill);
  useEffect(() => {
    latest.current = fill;
  });
  const filled = useRef<string>(undefined);
  useEffect(() => {
    if (!company.data || filled.current === company.data.id) return;
    const { id, name, creditCode, address, licenceExpiresOn } = company.data;
    filled.current = id;
    latest.current({ name, creditCode, address, licenceExpiresOn: licenceExpiresOn ?? 'never' });
  }, [company.data]);
  useEffect(() => {
    if (!terminal.data || filled.current === terminal.data.id) return;
    const { id, name, location } = terminal.data;
    filled.current = id;
    latest.current({ name, location });
  }, [terminal.data]);
}
