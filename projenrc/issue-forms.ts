/** GitHub forms for bugs and feature requests. */
const area = (label: string, description: string, required = true, render?: string) => ({
  type: 'textarea',
  id: label.toLowerCase().replace(/\W+/g, '-').replace(/^-|-$/g, ''),
  attributes: { label, description, ...render ? { render } : {} },
  validations: { required },
});

export const bugForm = {
  name: 'Bug',
  description: 'Something does not do what the documentation says',
  labels: ['bug'],
  body: [
    area('What you did', 'The constructs with their props, or the command. As few lines as possible.'),
    area('What happened', 'The message with its code, the log line of the function, or the status and headers.'),
    area('What you expected', 'With a link to the documentation, if it says so.'),
    area('Rules', 'For redirects: the relevant lines of the file, and the requested URL.', false, 'text'),
    {
      type: 'input',
      id: 'versions',
      attributes: {
        label: 'Versions',
        description: 'Of cdk-cloudfront-edge, aws-cdk-lib and Node.js, and of Python, Java, C# or Go if you use them.',
        placeholder: 'cdk-cloudfront-edge 0.1.0, aws-cdk-lib 2.258.0, Node.js 22.11.0, Python 3.12',
      },
      validations: { required: true },
    },
    {
      type: 'dropdown',
      id: 'where',
      attributes: {
        label: 'Where does it happen?',
        options: ['at synth', 'at deployment', 'at the edge', 'in the preview', 'in a command'],
      },
      validations: { required: true },
    },
  ],
};

export const featureForm = {
  name: 'Feature',
  description: 'Something that your site needs and the library cannot do yet',
  labels: ['enhancement'],
  body: [
    area('What viewers should get', 'A request, and the answer that you want for it.'),
    area('What you do today', 'With this library, with your own code, or not at all.', false),
    area('How you would write it', 'The props or the line of a rules file, as you would expect them.', false, 'ts'),
  ],
};
