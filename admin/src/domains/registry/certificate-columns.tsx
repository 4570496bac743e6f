import { Link } from 'react-router';
import type { Column } from '../../components/data-table';
import { appWordOf } from './certificate-wording';
import type { CertificateSummary } from './register';
import styles from './register-page.module.css';
import { CertificateState } from './states';

/** The columns that every list of certificates shares; name and number of the holder are masked. */
export const certificateColumns = {
  number: {
    title: '代理证号',
    cell: ({ id, number }) => (
      <Link className={styles.number} to={`/register/certificates/${id}`} onClick={(event) => event.stopPropagation()}>
        {number}
      </Link>
    ),
  },
  holder: {
    title: '持证人',
    cell: ({ holderName, holderIdNumber }) => (
      <span className={styles.pair}>
        <span>{holderName}</span>
        <span className={styles.mono}>{holderIdNumber}</span>
      </span>
    ),
  },
  company: { title: '企业', cell: ({ companyName }) => companyName },
  state: { title: '状态', cell: (certificate) => <CertificateState certificate={certificate} /> },
  app: {
    title: 'APP',
    cell: (certificate) => <span className={certificate.hasApp ? undefined : styles.soft}>{appWordOf(certificate)}</span>,
  },
  expires: { title: '有效期至', cell: ({ expiresOn }) => <time className={styles.time}>{expiresOn ?? '–'}</time> },
} satisfies Record<string, Column<CertificateSummary>>;
