import { attendances, businesses, channels, partyKinds, sides } from '@yongche/contract/vocabulary';
import type { ReactNode } from 'react';
import { minuteOf } from '../../components/moments';
import { PlateBadge } from '../../components/plate-badge';
import { VinText } from '../../components/vin-text';
import type { Deal, Party } from './deal';
import styles from './deal-facts.module.css';

/** What the deal says of itself, to be compared with the pictures: car, parties, who handles it, when. */
export function DealFacts({ deal }: { deal: Deal }) {
  return (
    <div className={styles.facts}>
      {deal.gate.length > 0 && (deal.state === 'capturing' || deal.state === 'returned') && (
        <Section title="提交前还缺">
          <ul className={styles.gate}>
            {deal.gate.map(({ code, slot, partyId, sentence }) => (
              <li key={`${code} ${slot} ${partyId}`}>{sentence}</li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="车辆">
        <Fact label="车牌">
          <PlateBadge plate={deal.plate} />
        </Fact>
        <Fact label="车架号">
          <span className={styles.vin}>
            <VinText vin={deal.vin} />
          </span>
        </Fact>
        <Fact label="抵押">{deal.mortgaged ? <b className={styles.warn}>抵押中，须核对抵押权人同意书</b> : '无抵押'}</Fact>
      </Section>
      <Section title="交易双方">
        {deal.parties.map((party) => (
          <PartyCard key={party.id} party={party} agentName={deal.agentName} />
        ))}
      </Section>
      <Section title="办理">
        <Fact label="业务">
          {businesses[deal.business]} · {channels[deal.channel]}
        </Fact>
        <Fact label="市场">{deal.marketName}</Fact>
        <Fact label="企业">{deal.companyName}</Fact>
        <Fact label="代理人">
          {deal.agentName}　<span className={styles.mono}>{deal.certificateNumber}</span>
        </Fact>
      </Section>
      <Section title="时间">
        <Fact label="新建">{minuteOf(deal.createdAt)}</Fact>
        {deal.submittedAt && <Fact label="提交">{minuteOf(deal.submittedAt)}</Fact>}
        {deal.completedAt && <Fact label="完成">{minuteOf(deal.completedAt)}</Fact>}
        <Fact label="拍照规则">{deal.rulesVersion} 版</Fact>
      </Section>
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <span>{label}</span>
      <span>{children}</span>
    </div>
  );
}

function PartyCard({ party, agentName }: { party: Party; agentName: string }) {
  return (
    <div className={styles.party}>
      <p className={styles.name}>
        <span className={styles.side} data-side={party.side}>
          {sides[party.side]}
        </span>
        <b>{party.name}</b>
        <span className={styles.soft}>{partyKinds[party.kind]}</span>
      </p>
      <p className={styles.mono}>{party.number}</p>
      {party.delegateName && (
        <p>
          经办人 {party.delegateName}　<span className={styles.mono}>{party.delegateIdNumber}</span>
        </p>
      )}
      <p className={party.attendance === 'agent' ? styles.warn : styles.soft}>
        {party.attendance === 'agent' ? `由代理人 ${agentName} 代办，须核对委托书` : attendances.present}
      </p>
      <p className={party.notifiedAt ? styles.soft : styles.bad}>
        {party.notifiedAt ? `已告知并同意采集　${minuteOf(party.notifiedAt)}` : '尚未告知当事人并取得同意'}
      </p>
    </div>
  );
}
