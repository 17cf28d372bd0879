// Takes orders from the queue; counts refused payments in the embedded metric format.
exports.handler = async (event) => {
  for (const { body } of event.Records) {
    const order = JSON.parse(body);
    if (order.total === undefined) throw new Error(`order ${order.id} has no total`);
    const refused = order.card === 'refused';
    if (refused) console.error(JSON.stringify({ level: 'ERROR', message: 'payment refused', order: order.id }));
    console.log(
      JSON.stringify({
        _aws: {
          Timestamp: Date.now(),
          CloudWatchMetrics: [
            {
              Namespace: process.env.METRICS_NAMESPACE,
              Dimensions: [['Stage']],
              Metrics: [{ Name: 'RefusedPayments', Unit: 'Count' }],
            },
          ],
        },
        Stage: process.env.STAGE,
        RefusedPayments: refused ? 1 : 0,
      }),
    );
  }
};
