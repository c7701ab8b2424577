import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { synthesize } from './support/synthesized';

const approvalDomain = {
  name: 'approve.corp.example',
  certificateArn: 'arn:aws:acm:eu-west-1:444455556666:certificate/0a1b-2c3d',
};
const here = { account: '444455556666', region: 'eu-west-1' };
const { template } = synthesize({ ...here, approvalDomain, iamApprovals: true });

describe('approvalDomain', () => {
  it('maps the whole API to the name, and closes the other way in', () => {
    expect(template.properties('AWS::ApiGatewayV2::ApiMapping')).toEqual({
      ApiId: '{ApprovalApi}',
      DomainName: '{ApprovalApiDomainDomainName}',
      Stage: '$default',
    });
    expect(template.properties('AWS::ApiGatewayV2::Api')).toMatchObject({ DisableExecuteApiEndpoint: true });
    expect(template.properties('AWS::ApiGatewayV2::DomainName')).toMatchObject({
      DomainName: approvalDomain.name,
      DomainNameConfigurations: [{ EndpointType: 'REGIONAL', CertificateArn: approvalDomain.certificateArn }],
    });
  });

  it('is where links lead, and signed decisions go', () => {
    const functions = Object.values(template.resources('AWS::Lambda::Function'));
    const urls = functions.flatMap(
      ({ Properties }) => JSON.stringify(Properties).match(/"APPROVAL_URL":"[^"]+"/) ?? [],
    );
    expect(urls).toEqual(Array(2).fill('"APPROVAL_URL":"https://approve.corp.example"'));
    expect(template.outputs()).toMatchObject({ IamDecisionUrl: 'https://approve.corp.example/iam/decision' });
  });

  it('says what a CNAME has to lead to, or has Route 53 lead there', () => {
    expect(template.outputs().ApprovalDomainTarget).toBe('{ApprovalApiDomainDomainName.RegionalDomainName}');
    expect(template.resources('AWS::Route53::RecordSet')).toEqual({});
    const zone = { ...approvalDomain, hostedZoneId: 'Z0123456789ABCDEFGHIJ' };
    const inZone = synthesize({ ...here, approvalDomain: zone }).template;
    expect(inZone.outputs()).not.toHaveProperty('ApprovalDomainTarget');
    expect(inZone.properties('AWS::Route53::RecordSet')).toEqual({
      Name: approvalDomain.name,
      Type: 'A',
      HostedZoneId: 'Z0123456789ABCDEFGHIJ',
      AliasTarget: {
        DNSName: '{ApprovalApiDomainDomainName.RegionalDomainName}',
        HostedZoneId: '{ApprovalApiDomainDomainName.RegionalHostedZoneId}',
      },
    });
  });

  it('refuses a certificate of another Region', () => {
    const certificateArn = approvalDomain.certificateArn.replace('eu-west-1', 'us-east-1');
    const { stack } = synthesize({ ...here, approvalDomain: { ...approvalDomain, certificateArn } });
    Annotations.fromStack(stack).hasError(
      '*',
      Match.stringLikeRegexp('approvalDomain: a certificate in us-east-1'),
    );
  });
});
