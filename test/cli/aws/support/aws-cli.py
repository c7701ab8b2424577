"""Runs commands of the AWS CLI (version 1, from the folder that is given) in one process: reads an environment and
arguments as a line of JSON each, and writes a line with the exit status."""

import json
import os
import sys

sys.path.insert(0, sys.argv[1])
from awscli.clidriver import create_clidriver  # noqa: E402

# The CLI itself has put into the environment where its models are.
models = {'AWS_DATA_PATH': os.environ['AWS_DATA_PATH']}
answers = sys.stdout
sys.stdout = open(os.devnull, 'w')
for line in sys.stdin:
    command = json.loads(line)
    os.environ.clear()
    os.environ.update({**models, **command['env']})
    try:
        status = create_clidriver().main(command['args'])
    except Exception as error:
        status = error
    answers.write(f'{status}\n')
    answers.flush()
