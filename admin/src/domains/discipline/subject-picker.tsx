import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { certificateQuery } from '../registry/queries';
import { CertificatePicker, CompanyPicker, MarketPicker } from '../registry/subject-pickers';
import type { SubjectType } from './discipline';
import { OperatorPicker } from './operator-picker';

interface SubjectPickerProps {
  type: SubjectType;
  /** Id of the subject, or empty: a person's for an agent. */
  value: string;
  problem: string | undefined;
  onChange: (id: string) => void;
}

/** Chooses whose violation it is, by the kind of subject. */
export function SubjectPicker({ type, ...picker }: SubjectPickerProps) {
  if (type === 'company') return <CompanyPicker {...picker} />;
  if (type === 'market') return <MarketPicker {...picker} />;
  if (type === 'operator') return <OperatorPicker {...picker} />;
  return <AgentPicker {...picker} />;
}

/** An agent is found by the certificate; the points are the person's, also under the next certificate. */
function AgentPicker({ value, problem, onChange }: Omit<SubjectPickerProps, 'type'>) {
  const [certificateId, setCertificateId] = useState('');
  const certificate = useQuery({ ...certificateQuery(certificateId), enabled: certificateId !== '' });
  const personId = certificateId === '' ? undefined : certificate.data?.personId;
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    if (personId) latest.current(personId);
  }, [personId]);
  return (
    <CertificatePicker
      value={certificateId}
      problem={certificate.isError ? '没有读到这张代理证，请重新选择。' : value === '' ? problem : undefined}
      onChange={(id) => {
        setCertificateId(id);
        onChange('');
      }}
    />
  );
}
