import { CfnOutput } from 'aws-cdk-lib';
import { DomainName } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import type { Config } from './config';

/**
 * The name under which the approval page is found, so that its links do not look like phishing. In a hosted zone of the
 * same account Route 53 leads to it; elsewhere an output says what a CNAME has to lead to.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html
 */
export class ApprovalDomain extends Construct {
  readonly domainName: DomainName;

  constructor(scope: Construct, id: string, domain: NonNullable<Config['approvalDomain']>) {
    super(scope, id);
    const { name, certificateArn, hostedZoneId } = domain;
    this.domainName = new DomainName(this, 'DomainName', {
      domainName: name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
    });
    const { regionalDomainName: dnsName, regionalHostedZoneId } = this.domainName;
    if (hostedZoneId) {
      const aliasTarget = { dnsName, hostedZoneId: regionalHostedZoneId };
      new CfnRecordSet(this, 'Alias', { name, type: 'A', hostedZoneId, aliasTarget });
      return;
    }
    const target = new CfnOutput(this, 'Target', {
      value: dnsName,
      description: `What a CNAME record of ${name} has to lead to`,
    });
    target.overrideLogicalId('ApprovalDomainTarget');
  }
}
