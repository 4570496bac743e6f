import { useQuery } from '@tanstack/react-query';
import { contactOutcomes, contactWays } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { History, HistoryEvent } from '../../components/history';
import { yuanOf } from '../../components/money';
import { RecordPage } from '../../components/record-page';
import { useTitle } from '../../components/use-title';
import { dueOf } from '../discipline/due';
import { ItemLink } from '../governance/item-link';
import { CashDialog } from '../payments/cash-dialog';
import { PaymentLines } from '../payments/payment-lines';
import { ReceiptDialog } from '../payments/receipt-dialog';
import { ReceiptLines } from '../payments/receipt-lines';
import { StandingTag } from '../payments/standing-tag';
import { TransferFacts } from '../payments/transfer-facts';
import { WaitingCash } from '../payments/waiting-cash';
import { FilePage, FileSection, SectionBody, SectionFacts } from '../registry/file-page';
import { CancellationDialog } from './cancellation-dialog';
import { ContactDialog } from './contact-dialog';
import { contactTone } from './dues-wording';
import { type DueFile, membersKey } from './member';
import { dueQuery } from './queries';

const renews = [[membersKey]];

/** 一笔会费: what is owed and paid, what was done to have it paid, and what it may come to before the chairs. */
export default function DuePage() {
  const { id = '' } = useParams();
  const due = useQuery(dueQuery(id));
  useTitle(due.data ? `${due.data.memberName} ${due.data.year}年会费` : '会费');
  return (
    <RecordPage record={due} missing="members.due_not_found" title="没有找到这笔会费" back={{ to: '/dues', title: '会费' }}>
      {(found) => <DueView key={id} due={found} />}
    </RecordPage>
  );
}

function DueView({ due }: { due: DueFile }) {
  const { id, memberName, year, standing, fen, outstandingFen, dueOn, payments, receipts, contacts, remittanceCode } = due;
  const isOpen = standing === 'unpaid' || standing === 'partly' || standing === 'overdue';
  return (
    <FilePage
      back={{ to: `/dues?year=${year}`, title: `${year} 年会费` }}
      name={memberName}
      number={`${year} 年会费`}
      state={<StandingTag standing={standing} />}
      figures={[
        { title: '应缴', value: yuanOf(fen) },
        { title: '未缴', value: yuanOf(outstandingFen), isWarning: standing === 'overdue' },
        ...(isOpen ? [{ title: `期限 ${dueOn}`, value: dueOf(dueOn, new Date()).words, isWarning: standing === 'overdue' }] : []),
      ]}
      actions={<Acts due={due} />}
      main={
        <>
          <WaitingCash subjectId={id} renews={renews} />
          <PaymentLines payments={payments} />
          <ReceiptLines receipts={receipts} renews={renews} />
          <FileSection title="催缴记录" count={contacts.length} empty={contacts.length === 0 && '还没有催缴。到了会费标准规定的日子，系统自动提醒；电话、上门和书面函由秘书处记录。'}>
            <SectionBody>
              <Contacts contacts={contacts} />
            </SectionBody>
          </FileSection>
        </>
      }
      aside={
        <>
          <DueFacts due={due} />
          {isOpen && <TransferFacts kind="due" code={remittanceCode} />}
        </>
      }
    />
  );
}

type Dialog = 'contact' | 'cash' | 'receipt' | 'cancellation';

function Acts({ due }: { due: DueFile }) {
  const { id, memberName, year, may } = due;
  const [asking, setAsking] = useState<Dialog>();
  const close = () => setAsking(undefined);
  if (!Object.values(may).some(Boolean)) return null;
  const payable = { ...due, kind: 'due' as const, id, title: `${memberName} ${year}年会费` };
  return (
    <>
      {may.contact && <Button onClick={() => setAsking('contact')}>记录催缴…</Button>}
      {may.noteCash && <Button onClick={() => setAsking('cash')}>登记现金…</Button>}
      {may.issueReceipt && <Button onClick={() => setAsking('receipt')}>登记票据…</Button>}
      {may.cancel && (
        <Button danger onClick={() => setAsking('cancellation')}>
          撤销…
        </Button>
      )}
      {asking === 'contact' && <ContactDialog due={due} onClose={close} />}
      {asking === 'cash' && <CashDialog payable={payable} renews={renews} onClose={close} />}
      {asking === 'receipt' && <ReceiptDialog payable={payable} renews={renews} onClose={close} />}
      {asking === 'cancellation' && <CancellationDialog due={due} onClose={close} />}
    </>
  );
}

function Contacts({ contacts }: Pick<DueFile, 'contacts'>) {
  return (
    <History label="催缴记录，最近的在前">
      {contacts.map((contact) => (
        <HistoryEvent
          key={`${contact.at} ${contact.way}`}
          tone={contactTone(contact)}
          title={`${contactWays[contact.way]}　${contactOutcomes[contact.outcome]}`}
          who={contact.by}
          at={contact.at}
        >
          {contact.note && <p>{contact.note}</p>}
        </HistoryEvent>
      ))}
    </History>
  );
}

function DueFacts({ due: { memberId, memberName, memberNumber, tier, schemeVersion, dueOn, reminders, refusalItemId } }: { due: DueFile }) {
  return (
    <FileSection title="有关情况">
      <SectionFacts
        facts={[
          ['会员', <Link to={`/members/${memberId}`}>{memberName}</Link>],
          ['会员号', memberNumber],
          ['档次', `${tier} 档`],
          ['会费标准', <Link to={`/dues-schemes/${schemeVersion}`}>{schemeVersion}</Link>],
          ['缴费期限', dueOn],
          ['已提醒', `${reminders} 次`],
          ['拒缴会费', refusalItemId && <ItemLink itemId={refusalItemId}>已列为会长例会议题</ItemLink>],
        ]}
      />
    </FileSection>
  );
}
