"""Controllers: requests of the user, one module for each subject.

A controller runs use cases of :mod:`iodeep_viewer.workflows` as jobs and writes their results into the state. It
shows nothing by itself.
"""
