import { NumberLink, Pair, Time } from '../../components/cells';
import cells from '../../components/cells.module.css';
import type { Column } from '../../components/data-table';
import { appWordOf } from './certificate-wording';
import type { CertificateSummary } from './register';
import { CertificateState } from './states';

/** The columns that every list of certificates shares; name and number of the holder are masked. */
export const certificateColumns = {
  number: {
    title: '代理证号',
    cell: ({ id, number }) => <NumberLink to={`/register/certificates/${id}`}>{number}</NumberLink>,
  },
  holder: {
    title: '持证人',
    cell: ({ holderName, holderIdNumber }) => (
      <Pair>
        <span>{holderName}</span>
        <span className={cells.mono}>{holderIdNumber}</span>
      </Pair>
    ),
  },
  company: { title: '企业', cell: ({ companyName }) => companyName },
  state: { title: '状态', cell: (certificate) => <CertificateState certificate={certificate} /> },
  app: {
    title: 'APP',
    cell: (certificate) => <span className={certificate.hasApp ? undefined : cells.soft}>{appWordOf(certificate)}</span>,
  },
  expires: { title: '有效期至', cell: ({ expiresOn }) => <Time>{expiresOn ?? '–'}</Time> },
} satisfies Record<string, Column<CertificateSummary>>;
