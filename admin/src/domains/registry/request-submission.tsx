import { Button, Popconfirm } from 'antd';
import { WorkspaceFoot } from '../../components/workspace';
import type { RegisterRequest } from './register';
import styles from './request-submission.module.css';
import { missingEvidence } from './request-wording';
import type { RequestActs } from './use-request-acts';

/** What is still missing, handing in, and taking the request back. */
export function RequestSubmission({ request, acts }: { request: RegisterRequest; acts: RequestActs }) {
  const missing = missingEvidence(request);
  const isCollecting = request.state === 'collecting';
  return (
    <WorkspaceFoot label="提交和撤回">
      {isCollecting && (
        <p className={styles.missing} role="status">{missing.length > 0 ? `还缺：${missing.join('、')}` : '材料已齐，可以提交。提交后不能再改材料。'}</p>
      )}
      <div className={styles.acts}>
        {isCollecting && (
          <Button
            size="large"
            type="primary"
            disabled={missing.length > 0 || !request.may.submit}
            loading={acts.submit.isPending}
            onClick={() => acts.submit.mutate()}
          >
            提交审核
          </Button>
        )}
        {request.may.withdraw && (
          <Popconfirm
            title="撤回这项申请？"
            description="撤回后办结，需要时重新申请。"
            okText="撤回"
            cancelText="不撤回"
            onConfirm={() => acts.withdraw.mutate()}
          >
            <Button size={isCollecting ? 'large' : 'middle'} type={isCollecting ? 'default' : 'text'} loading={acts.withdraw.isPending}>
              撤回申请
            </Button>
          </Popconfirm>
        )}
      </div>
    </WorkspaceFoot>
  );
}
