/** What is asked of GitHub's GraphQL API: what its REST API has no words for. `packages/review-bot/test/github-api` has the part of its schema that is used here. */
export const QUERIES = {
  threads: `query Threads($owner: String!, $repo: String!, $pull_number: Int!, $after: String) {
    repository(owner: $owner, name: $repo) {
      pullRequest(number: $pull_number) {
        reviewThreads(first: 100, after: $after) {
          pageInfo { hasNextPage endCursor }
          nodes { id isResolved isOutdated viewerCanResolve comments(first: 1) { nodes { id body isMinimized viewerDidAuthor } } }
        }
      }
    }
  }`,
  reviews: `query Reviews($owner: String!, $repo: String!, $pull_number: Int!, $after: String) {
    repository(owner: $owner, name: $repo) {
      pullRequest(number: $pull_number) {
        reviews(first: 100, after: $after) {
          pageInfo { hasNextPage endCursor }
          nodes { id body url viewerDidAuthor }
        }
      }
    }
  }`,
  hideComment: "mutation Hide($id: ID!) { minimizeComment(input: { subjectId: $id, classifier: OUTDATED }) { minimizedComment { isMinimized } } }",
  resolveThread: "mutation Resolve($id: ID!) { resolveReviewThread(input: { threadId: $id }) { thread { isResolved } } }",
  editReview: "mutation Edit($id: ID!, $body: String!) { updatePullRequestReview(input: { pullRequestReviewId: $id, body: $body }) { pullRequestReview { id } } }",
} as const;
