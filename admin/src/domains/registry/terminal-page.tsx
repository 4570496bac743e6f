import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import { EventList } from './event-list';
import { FileActions } from './file-actions';
import { FileFailure } from './file-failure';
import { FilePage, FileSection, SectionFacts } from './file-page';
import { terminalQuery } from './queries';
import { terminalKinds } from './request-kinds';
import { RequestTable } from './request-table';
import { TerminalState } from './states';
import { TerminalDeviceSection } from './terminal-device';

const back = { to: '/register/terminals', title: '固定端' };

/** 固定端档案. */
export default function TerminalPage() {
  const { id = '' } = useParams();
  const terminal = useQuery(terminalQuery(id));
  useTitle(terminal.data?.name ?? '固定端档案');
  if (terminal.isPending) return <PageSkeleton rows={8} />;
  if (!terminal.data) return <FileFailure error={terminal.error} onRetry={() => void terminal.refetch()} what="固定端" back={back} />;
  const { name, number, state, requests, events } = terminal.data;
  return (
    <FilePage
      back={back}
      name={name}
      number={number}
      state={<TerminalState terminal={terminal.data} />}
      actions={
        state !== 'closed' && (
          <FileActions
            subject={{ type: 'terminal', id, name: `${terminal.data.marketName}${name}` }}
            kinds={terminalKinds(terminal.data)}
            given={{ terminalId: id }}
            requests={requests}
            maySuspend={state === 'in_force'}
            mayResume={state === 'suspended'}
          />
        )
      }
      main={
        <>
          <FileSection title="登记事项">
            <SectionFacts
              facts={[
                ['市场', terminal.data.marketName],
                ['安装位置', terminal.data.location],
                ['开通日期', terminal.data.openedOn],
                ['版次', `第 ${terminal.data.edition} 版`],
              ]}
            />
          </FileSection>
          <TerminalDeviceSection terminal={terminal.data} />
          <RequestTable requests={requests} />
        </>
      }
      aside={
        <FileSection title="登记台账" empty={events.length === 0 && '还没有变动。'}>
          <EventList events={events} own="terminal" />
        </FileSection>
      }
    />
  );
}
