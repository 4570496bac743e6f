import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { AlertLine } from '../../components/alert-line';
import { Facts } from '../../components/facts';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf, secondOf } from '../../components/moments';
import { PageSkeleton } from '../../components/page-skeleton';
import { ToneTag } from '../../components/tone-tag';
import { CopyButton } from './copy-button';
import styles from './deal-evidence.module.css';
import type { DealEvidenceState } from './evidence';
import { evidenceStates, hashGroups, isUnchangedOnTheWay } from './evidence-wording';
import { ExportDialog } from './export-dialog';
import { dealEvidenceQuery } from './queries';

/** What of a deal the evidence is about. */
interface EvidencedDeal {
  id: string;
  serial: string;
}

/** 存证: where the deal stands in the log, who signed for it, the hash of each picture, and the package for court. */
export function DealEvidence({ deal }: { deal: EvidencedDeal }) {
  const evidence = useQuery(dealEvidenceQuery(deal.id));
  const [isExporting, setExporting] = useState(false);
  if (evidence.isPending) return <PageSkeleton rows={5} />;
  if (!evidence.data) return <LoadFailure error={evidence.error} onRetry={() => void evidence.refetch()} />;
  const { state, leafIndex, leafHash, images, checkpoint, mayExport } = evidence.data;
  const { label, tone, meaning } = evidenceStates[state];
  return (
    <div className={styles.evidence}>
      <p className={styles.state}>
        <ToneTag tone={tone}>{label}</ToneTag>
        <span>{meaning}</span>
      </p>
      {leafIndex !== null && (
        <section>
          <h3>存证日志</h3>
          <Facts
            facts={[
              ['序号', `第 ${leafIndex + 1} 条`],
              ['叶哈希', leafHash && <Hash hash={leafHash} />],
              ['检查点', checkpoint && `${minuteOf(checkpoint.at)} 签名，覆盖 ${checkpoint.size} 条`],
              ['根哈希', checkpoint && <code>{checkpoint.root}</code>],
              ['可信时间戳', checkpoint && stampLine(checkpoint)],
            ]}
          />
          {checkpoint && <CopyButton text={checkpoint.note} what="检查点原文" />}
        </section>
      )}
      {mayExport && (
        <section>
          <Button onClick={() => setExporting(true)}>
            导出证据包…
          </Button>
          <p className={styles.soft}>含核对凭证、原始照片、哈希和证明，不连本系统也能验证。</p>
        </section>
      )}
      <section>
        <h3>照片哈希（SHA-256）</h3>
        {images.length === 0 && <p className={styles.soft}>还没有收到照片。</p>}
        <ul className={styles.images}>
          {images.map((image) => (
            <Picture key={image.imageId} image={image} />
          ))}
        </ul>
      </section>
      {isExporting && <ExportDialog deal={deal} onClose={() => setExporting(false)} />}
    </div>
  );
}

function stampLine({ timestamp }: NonNullable<DealEvidenceState['checkpoint']>): string {
  return timestamp ? `${secondOf(timestamp.at)}　${timestamp.authority}` : '等待时间戳机构回应';
}

function Picture({ image }: { image: DealEvidenceState['images'][number] }) {
  const isUnchanged = isUnchangedOnTheWay(image);
  return (
    <li>
      <p className={styles.title}>
        <b>{image.title}</b>
        {isUnchanged !== null && (
          <span data-tone={isUnchanged ? 'good' : 'bad'}>{isUnchanged ? '与手机端一致' : '与手机端不一致'}</span>
        )}
      </p>
      <Hash hash={image.sha256} />
      <p className={styles.soft}>
        {secondOf(image.receivedAt)} 收到{isUnchanged === null && '，手机端没有报送哈希'}
      </p>
      {isUnchanged === false && <AlertLine tone="bad">手机端报送的是 {image.declaredSha256}，请核对这张照片的来源。</AlertLine>}
    </li>
  );
}

function Hash({ hash }: { hash: string }) {
  return (
    <code className={styles.hash}>
      {hashGroups(hash).map((group, at) => (
        <span key={at}>{group}</span>
      ))}
    </code>
  );
}
